//! The stages as residents see them: which step of the public loop a stage belongs to, and how far
//! along the loop a report is. Which stage may follow which stands in `status`.

pub use crate::intake_tables::LOOP;

use crate::case_record::Stage;

/// Where a step of the loop stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Here.
    Now,
    /// Not reached.
    Todo,
}

impl StepState {
    /// The word in markup: `done`, `now`, `todo`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Todo => "todo",
        }
    }
}

/// The state of the seven steps after these stages. Side states (返工, 延期 …) move nothing.
pub fn steps(reached: &[Stage]) -> [StepState; 7] {
    let furthest = LOOP
        .iter()
        .rposition(|(_, stages)| stages.iter().any(|stage| reached.contains(stage)))
        .unwrap_or(0);
    // A closed case waits for nobody: its last step is behind us.
    let over = reached.contains(&Stage::Closed) || reached.contains(&Stage::Evaluated);
    std::array::from_fn(|step| match step.cmp(&furthest) {
        std::cmp::Ordering::Less => StepState::Done,
        std::cmp::Ordering::Equal if over => StepState::Done,
        std::cmp::Ordering::Equal => StepState::Now,
        std::cmp::Ordering::Greater => StepState::Todo,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use StepState::{Done, Now, Todo};

    #[test]
    fn a_new_report_stands_at_the_first_step() {
        assert_eq!(
            steps(&[Stage::Reported]),
            [Now, Todo, Todo, Todo, Todo, Todo, Todo]
        );
    }

    #[test]
    fn a_side_state_moves_nothing() {
        let reached = [
            Stage::Reported,
            Stage::Accepted,
            Stage::Filed,
            Stage::Dispatched,
            Stage::Reworked,
        ];
        assert_eq!(steps(&reached), [Done, Done, Now, Todo, Todo, Todo, Todo]);
    }

    #[test]
    fn a_closed_case_has_its_closing_behind_it() {
        assert_eq!(
            steps(&[Stage::Reported, Stage::Closed]),
            [Done, Done, Done, Done, Done, Done, Todo]
        );
    }
}
