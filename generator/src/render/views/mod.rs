//! Small structs that a theme may see, one per kind of page. They borrow nothing from the clock or
//! the disk; what stands in them is all that a page shows.

pub mod body;
pub mod case_card;
pub mod case_list;
pub mod case_page;
pub mod case_timeline;
pub mod facts;
pub mod forms;
pub mod grids;
pub mod guide_data;
pub mod guide_lists;
pub mod guide_order;
pub mod guides;
pub mod home;
pub mod hotlines;
pub mod ledger;
pub mod news;
pub mod notices;
pub mod offices;
pub mod places;
pub mod site;
pub mod statistics;
pub mod topics;
