//! What the gate knows of the site: the tables that records refer to, the policy, public numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::gate::SENSITIVE_VERSION;
use crate::{
    masking::{self, AllowList},
    model::{calendar::Calendar, tables::Tables},
    photos,
    settings::ReleasePolicy,
};

/// Grows whenever the gate could decide otherwise about the same record.
const VERSION: u32 = 2;

/// The tables as the gate looks things up in them.
#[derive(Debug, Clone)]
pub struct GateTables {
    streets: BTreeMap<String, StreetRow>,
    units: BTreeMap<String, String>,
    categories: BTreeMap<CategoryKey, CategoryRow>,
    /// What may be released without a person's decision.
    pub policy: ReleasePolicy,
    /// Numbers that are public.
    pub allow: AllowList,
    /// Working days, for the working time of a case.
    pub calendar: Calendar,
    fingerprint: String,
}

/// Edition, 部件 or 事项, code.
type CategoryKey = (String, String, String);

#[derive(Debug, Clone)]
pub(super) struct StreetRow {
    pub(super) name: String,
    pub(super) communities: BTreeSet<String>,
}

#[derive(Debug, Clone)]
pub(super) struct CategoryRow {
    pub(super) label: String,
    pub(super) aliases: Vec<String>,
    pub(super) group: String,
    pub(super) home_reported: bool,
}

impl GateTables {
    /// Takes the site's tables. Former names (aliases) lead to today's.
    #[must_use]
    pub fn of(tables: &Tables, policy: ReleasePolicy, allow: AllowList) -> Self {
        let mut streets = BTreeMap::new();
        for street in &tables.streets {
            let row = StreetRow {
                name: street.name.clone(),
                communities: street.communities.iter().cloned().collect(),
            };
            for alias in &street.aliases {
                streets.entry(alias.clone()).or_insert_with(|| row.clone());
            }
            streets.insert(street.name.clone(), row);
        }
        let mut units = BTreeMap::new();
        for unit in &tables.units {
            for alias in &unit.aliases {
                units
                    .entry(alias.clone())
                    .or_insert_with(|| unit.name.clone());
            }
            units.insert(unit.name.clone(), unit.name.clone());
        }
        let categories = tables
            .categories
            .iter()
            .map(|category| {
                let key = (
                    category.edition.clone(),
                    category.kind.clone(),
                    category.code.clone(),
                );
                let row = CategoryRow {
                    label: category.label.clone(),
                    aliases: category.aliases.clone(),
                    group: category.group.clone(),
                    home_reported: category.home_reported,
                };
                (key, row)
            })
            .collect();
        let mut gate = Self {
            streets,
            units,
            categories,
            policy,
            allow,
            calendar: Calendar::default(),
            fingerprint: String::new(),
        };
        gate.take_fingerprint();
        gate
    }

    /// With the official working days. Without them no closed case has a working time.
    #[must_use]
    pub fn with_calendar(mut self, calendar: Calendar) -> Self {
        self.calendar = calendar;
        self.take_fingerprint();
        self
    }

    fn take_fingerprint(&mut self) {
        self.fingerprint.clear();
        let everything = format!(
            "{VERSION} {SENSITIVE_VERSION} {} {} {self:?}",
            masking::VERSION,
            photos::VERSION
        );
        self.fingerprint = blake3::hash(everything.as_bytes()).to_hex()[..32].to_string();
    }

    /// Changes with everything here that a verdict may depend on, and with the versions of masking
    /// and photos.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    pub(super) fn street(&self, name: &str) -> Option<&StreetRow> {
        self.streets.get(name)
    }

    pub(super) fn streets(&self) -> impl Iterator<Item = &str> {
        self.streets.keys().map(String::as_str)
    }

    /// Today's name of a unit.
    pub(super) fn unit(&self, name: &str) -> Option<&str> {
        self.units.get(name).map(String::as_str)
    }

    pub(super) fn units(&self) -> impl Iterator<Item = &str> {
        self.units.keys().map(String::as_str)
    }

    pub(super) fn category(&self, edition: &str, kind: &str, code: &str) -> Option<&CategoryRow> {
        self.categories
            .get(&(edition.to_string(), kind.to_string(), code.to_string()))
    }
}
