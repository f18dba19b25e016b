//! What a translation takes from the original: everything but words.

use super::guide::Guide;
use super::language::Language;
use super::news::News;
use super::notice::Notice;
use super::office::Office;
use super::page::Page;
use super::topic::Topic;
use crate::diagnostic::Reference;

/// A text that may have a twin in another language.
pub trait Translated: Clone {
    /// In which language it is written.
    fn language(&self) -> Language;
    /// Its part of the address.
    fn slug_mut(&mut self) -> &mut Reference;
    /// Takes over what is the same in every language. Returns the fields whose words were not
    /// translated and are taken over too.
    fn take_over(&mut self, original: &Self) -> Vec<&'static str>;
}

/// Takes a value over if the translation has none; tells so if the original has one.
fn words<T: Clone>(
    mine: &mut T,
    theirs: &T,
    is_empty: impl Fn(&T) -> bool,
    key: &'static str,
    left: &mut Vec<&'static str>,
) {
    if is_empty(mine) && !is_empty(theirs) {
        mine.clone_from(theirs);
        left.push(key);
    }
}

impl Translated for Guide {
    fn language(&self) -> Language {
        self.language
    }

    fn slug_mut(&mut self) -> &mut Reference {
        &mut self.slug
    }

    fn take_over(&mut self, original: &Self) -> Vec<&'static str> {
        self.offices.clone_from(&original.offices);
        self.topics.clone_from(&original.topics);
        self.categories.clone_from(&original.categories);
        self.draft |= original.draft;
        self.publish_at = self.publish_at.or(original.publish_at);
        let mut left = Vec::new();
        let (mine, theirs) = (&mut self.facts, &original.facts);
        mine.catalog_code.clone_from(&theirs.catalog_code);
        mine.task_code.clone_from(&theirs.task_code);
        mine.task_type = theirs.task_type;
        mine.task_state = theirs.task_state;
        mine.task_version.clone_from(&theirs.task_version);
        mine.dept_code.clone_from(&theirs.dept_code);
        mine.server_type.clone_from(&theirs.server_type);
        mine.project_type = theirs.project_type;
        mine.anticipate_day = theirs.anticipate_day;
        mine.anticipate_type = theirs.anticipate_type;
        mine.promise_day = theirs.promise_day;
        mine.promise_type = theirs.promise_type;
        mine.handle_type.clone_from(&theirs.handle_type);
        mine.limit_scene_num = theirs.limit_scene_num;
        mine.is_fee = theirs.is_fee;
        mine.plan_effective_date = theirs.plan_effective_date;
        mine.plan_cancel_date = theirs.plan_cancel_date;
        mine.link_addr.clone_from(&theirs.link_addr);
        mine.online_handle_depth = theirs.online_handle_depth;
        mine.is_schedule = theirs.is_schedule;
        mine.is_express = theirs.is_express;
        words(
            &mut mine.by_law,
            &theirs.by_law,
            Vec::is_empty,
            "by_law",
            &mut left,
        );
        words(
            &mut mine.fees,
            &theirs.fees,
            Vec::is_empty,
            "fees",
            &mut left,
        );
        for (mine, theirs, key) in [
            (
                &mut mine.special_procedure,
                &theirs.special_procedure,
                "special_procedure",
            ),
            (
                &mut mine.limit_scene_explain,
                &theirs.limit_scene_explain,
                "limit_scene_explain",
            ),
            (&mut mine.handle_area, &theirs.handle_area, "handle_area"),
            (&mut mine.result_name, &theirs.result_name, "result_name"),
        ] {
            words(mine, theirs, Option::is_none, key, &mut left);
        }
        words(
            &mut mine.administrative_review,
            &theirs.administrative_review,
            Option::is_none,
            "administrative_review",
            &mut left,
        );
        words(
            &mut mine.administrative_litigation,
            &theirs.administrative_litigation,
            Option::is_none,
            "administrative_litigation",
            &mut left,
        );
        left
    }
}

impl Translated for Office {
    fn language(&self) -> Language {
        self.language
    }

    fn slug_mut(&mut self) -> &mut Reference {
        &mut self.slug
    }

    fn take_over(&mut self, original: &Self) -> Vec<&'static str> {
        self.street.clone_from(&original.street);
        self.location = original.location;
        let mut left = Vec::new();
        words(
            &mut self.windows,
            &original.windows,
            Vec::is_empty,
            "windows",
            &mut left,
        );
        left
    }
}

impl Translated for News {
    fn language(&self) -> Language {
        self.language
    }

    fn slug_mut(&mut self) -> &mut Reference {
        &mut self.slug
    }

    fn take_over(&mut self, original: &Self) -> Vec<&'static str> {
        self.published = original.published;
        self.draft |= original.draft;
        self.publish_at = self.publish_at.or(original.publish_at);
        Vec::new()
    }
}

impl Translated for Notice {
    fn language(&self) -> Language {
        self.language
    }

    fn slug_mut(&mut self) -> &mut Reference {
        &mut self.slug
    }

    fn take_over(&mut self, original: &Self) -> Vec<&'static str> {
        self.severity = original.severity;
        self.starts = original.starts;
        self.ends = original.ends;
        self.draft |= original.draft;
        Vec::new()
    }
}

impl Translated for Page {
    fn language(&self) -> Language {
        self.language
    }

    fn slug_mut(&mut self) -> &mut Reference {
        &mut self.slug
    }

    fn take_over(&mut self, original: &Self) -> Vec<&'static str> {
        self.draft |= original.draft;
        self.publish_at = self.publish_at.or(original.publish_at);
        Vec::new()
    }
}

impl Translated for Topic {
    fn language(&self) -> Language {
        self.language
    }

    fn slug_mut(&mut self) -> &mut Reference {
        &mut self.slug
    }

    fn take_over(&mut self, original: &Self) -> Vec<&'static str> {
        self.categories.clone_from(&original.categories);
        self.figures.clone_from(&original.figures);
        self.updated = original.updated;
        self.draft |= original.draft;
        self.publish_at = self.publish_at.or(original.publish_at);
        let mut left = Vec::new();
        words(
            &mut self.activities,
            &original.activities,
            Vec::is_empty,
            "activities",
            &mut left,
        );
        words(
            &mut self.proposals,
            &original.proposals,
            Vec::is_empty,
            "proposals",
            &mut left,
        );
        words(
            &mut self.long_standing,
            &original.long_standing,
            Vec::is_empty,
            "long_standing",
            &mut left,
        );
        left
    }
}
