//! A service guide (办事指南). The keys of [`GuideFacts`] are those of the national exchange schema.

use jiff::civil::{Date, DateTime};
use serde::Serialize;

use super::language::Language;
use crate::diagnostic::Reference;

/// A guide as an editor wrote it.
#[derive(Debug, Clone)]
pub struct Guide {
    /// Title of the page; residents' words where the official name is stiff.
    pub title: String,
    /// In which language.
    pub language: Language,
    /// Part of the address.
    pub slug: Reference,
    /// Old addresses that lead here.
    pub aliases: Vec<Reference>,
    /// Offices that handle it, by slug.
    pub offices: Vec<Reference>,
    /// Topics it stands under, by slug.
    pub topics: Vec<Reference>,
    /// Categories of cases that it has to do with, by label.
    pub categories: Vec<Reference>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// One sentence.
    pub description: String,
    /// When someone has to look whether it still holds.
    pub review_due: Option<Date>,
    /// Not to be published yet.
    pub draft: bool,
    /// Not to be published before.
    pub publish_at: Option<DateTime>,
    /// The facts.
    pub facts: GuideFacts,
    /// Markdown below the front matter.
    pub body: String,
}

/// What the national schema asks of a service item.
#[derive(Debug, Clone, Serialize)]
pub struct GuideFacts {
    /// 事项名称
    pub task_name: String,
    /// 基本编码
    pub catalog_code: Option<String>,
    /// 实施编码
    pub task_code: Option<String>,
    /// 事项类型
    pub task_type: &'static str,
    /// 在用 or 停用
    pub task_state: Option<&'static str>,
    /// Version of the item.
    pub task_version: Option<String>,
    /// 设定依据
    pub by_law: Vec<LegalBasis>,
    /// 行使层级
    pub use_level: Option<String>,
    /// 实施主体
    pub dept_name: String,
    /// Its code, 18 characters.
    pub dept_code: Option<String>,
    /// 服务对象
    pub server_type: Vec<&'static str>,
    /// 即办件 or 承诺件
    pub project_type: &'static str,
    /// 受理条件
    pub accept_condition: Vec<String>,
    /// 法定办结时限, in `anticipate_type`
    pub anticipate_day: u32,
    /// 工作日 or 自然日
    pub anticipate_type: &'static str,
    /// 承诺办结时限, in `promise_type`; 0 is while you wait
    pub promise_day: u32,
    /// 工作日 or 自然日
    pub promise_type: &'static str,
    /// 办理流程
    pub handle_flow: Vec<FlowStep>,
    /// 特别程序
    pub special_procedure: Option<String>,
    /// 窗口, 网上, 快递
    pub handle_type: Vec<&'static str>,
    /// 到现场次数
    pub limit_scene_num: u32,
    /// Why one has to come.
    pub limit_scene_explain: Option<String>,
    /// 是否收费
    pub is_fee: bool,
    /// 收费
    pub fees: Vec<Fee>,
    /// 办理地点
    pub transact_addr: Vec<String>,
    /// 办理时间
    pub transact_time: String,
    /// 咨询方式
    pub link_way: String,
    /// 监督投诉
    pub supervise_way: String,
    /// In force from.
    pub plan_effective_date: Option<Date>,
    /// In force until.
    pub plan_cancel_date: Option<Date>,
    /// Address of the online service.
    pub link_addr: Option<String>,
    /// 通办范围
    pub handle_area: Option<String>,
    /// 审批结果名称
    pub result_name: Option<String>,
    /// 审批结果类型
    pub result_type: Option<String>,
    /// 审批结果样本
    pub result_guid: Option<String>,
    /// 网上办理深度, Ⅰ to Ⅳ
    pub online_handle_depth: Option<&'static str>,
    /// 是否支持预约
    pub is_schedule: bool,
    /// 是否支持物流快递
    pub is_express: bool,
    /// 行政复议
    pub administrative_review: Option<Remedy>,
    /// 行政诉讼
    pub administrative_litigation: Option<Remedy>,
    /// 常见问题
    pub faqs: Vec<Faq>,
    /// 申请材料
    pub materials: Vec<Material>,
}

/// 设定依据
#[derive(Debug, Clone, Serialize)]
pub struct LegalBasis {
    /// Name of the law.
    pub name: String,
    /// 文号
    pub doc_no: Option<String>,
    /// Article.
    pub article: Option<String>,
    /// Words of the article.
    pub text: Option<String>,
    /// Where to read it.
    pub url: Option<String>,
}

/// 办理流程
#[derive(Debug, Clone, Serialize)]
pub struct FlowStep {
    /// Name of the step.
    pub step: String,
    /// What happens in it.
    pub detail: Option<String>,
}

/// 收费项目
#[derive(Debug, Clone, Serialize)]
pub struct Fee {
    /// 收费项目名称
    pub fee_name: String,
    /// 收费标准
    pub fee_stand: String,
    /// 收费依据
    pub by_law: String,
}

/// 行政复议, 行政诉讼
#[derive(Debug, Clone, Serialize)]
pub struct Remedy {
    /// Who takes it.
    pub dept: String,
    /// Where.
    pub addr: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Web address.
    pub url: Option<String>,
}

/// 常见问题
#[derive(Debug, Clone, Serialize)]
pub struct Faq {
    /// Question.
    pub question: String,
    /// Answer.
    pub answer: String,
}

/// 申请材料
#[derive(Debug, Clone, Serialize)]
pub struct Material {
    /// 材料名称
    pub material_name: String,
    /// 原件, 复印件
    pub material_type: Option<String>,
    /// 纸质, 电子, 证照
    pub material_format: Option<String>,
    /// 必要, 非必要, 容缺
    pub is_need: &'static str,
    /// When a material that is not always needed has to be brought.
    pub handle_case: Option<String>,
    /// 来源渠道
    pub source_type: Option<String>,
    /// 份数
    pub page_num: Option<String>,
    /// 规格
    pub page_format: Option<String>,
    /// 空白表格
    pub form_guid: Option<String>,
    /// 样表
    pub example_guid: Option<String>,
    /// 填报须知
    pub fill_explain: Option<String>,
    /// 要求提供材料的依据
    pub by_law: Option<String>,
    /// 备注
    pub remark: Option<String>,
    /// The forms above that are files beside the guide, as they were typed.
    #[serde(skip)]
    pub files: Vec<Reference>,
}

impl GuideFacts {
    /// Whether the service is no longer offered on a day.
    #[must_use]
    pub fn is_over(&self, today: Date) -> bool {
        self.plan_cancel_date.is_some_and(|day| day < today)
    }
}

impl Guide {
    /// What it says about where to call: numbers in it are published.
    pub fn contacts(&self) -> impl Iterator<Item = &str> {
        let facts = &self.facts;
        let remedies = [
            &facts.administrative_review,
            &facts.administrative_litigation,
        ];
        let phones = remedies
            .into_iter()
            .flatten()
            .filter_map(|remedy| remedy.phone.as_deref());
        [facts.link_way.as_str(), facts.supervise_way.as_str()]
            .into_iter()
            .chain(phones)
    }
}
