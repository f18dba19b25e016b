//! The desk's addresses. Each holds a public id, a number or the name of a filter, and nothing else.

use std::{collections::BTreeMap, io, sync::Arc};

use axum::{
    Json, Router,
    extract::{Path, Query, Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::json;

use super::{
    Office,
    answers::{self, Answer, Form},
    guard,
    pages::{self, Filter},
};
use crate::{cases::edits::Edits, model::released_case::PublicId};

type Shared = State<Arc<Office>>;

/// The desk's router, guarded.
pub(super) fn router(office: Office) -> Router {
    let office = Arc::new(office);
    Router::new()
        .route("/", get(queue))
        .route("/session", post(session))
        .route("/find", get(find))
        .route("/undo", post(undo))
        .route("/cases/{id}", get(case))
        .route("/cases/{id}/preview", post(preview))
        .route("/cases/{id}/decide", post(decide))
        .route("/cases/{id}/photos/{number}", get(photo))
        .route("/finished/{file}", get(finished))
        .route("/assets/{file}", get(asset))
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(middleware::from_fn_with_state(Arc::clone(&office), guarded))
        .with_state(office)
}

/// Turns away what does not come from the desk's own page, and who has not entered.
async fn guarded(State(office): Shared, request: Request, next: Next) -> Response {
    let (method, headers, path) = (request.method(), request.headers(), request.uri().path());
    let open = matches!(path, "/session" | "/favicon.ico") || path.starts_with("/assets/");
    let mut answer = if !office.door.is_own(method, headers) {
        let sentence = format!(
            "审核台只接受本机浏览器直接打开。请把命令行里的地址复制到地址栏：{}/",
            office.address
        );
        (StatusCode::FORBIDDEN, sentence).into_response()
    } else if open || office.door.knows(headers) {
        next.run(request).await
    } else if path == "/" {
        Html(office.pages.door()).into_response()
    } else {
        StatusCode::UNAUTHORIZED.into_response()
    };
    guard::harden(answer.headers_mut());
    answer
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Token {
    token: String,
}

async fn session(State(office): Shared, Json(typed): Json<Token>) -> Response {
    match office.door.enter(&typed.token) {
        Ok(Some(cookie)) => {
            (StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response()
        }
        Ok(None) => StatusCode::UNAUTHORIZED.into_response(),
        Err(error) => trouble(&error),
    }
}

async fn queue(State(office): Shared, Query(asked): Query<BTreeMap<String, String>>) -> Response {
    at_desk(office, move |office| {
        let filter = Filter::read(&asked);
        let after = asked.get("after").and_then(|id| PublicId::read(id));
        let missing = asked.contains_key("missing");
        pages::queue(office, &filter, after, missing).map(|page| Html(page).into_response())
    })
    .await
}

async fn find(State(_): Shared, Query(asked): Query<BTreeMap<String, String>>) -> Redirect {
    match asked.get("id").and_then(|typed| PublicId::read(typed)) {
        Some(id) => Redirect::to(&format!("/cases/{id}")),
        None => Redirect::to("/?missing"),
    }
}

async fn case(
    State(office): Shared,
    Path(id): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    at_desk(office, move |office| {
        let filter = Filter::read(&asked);
        let page = match PublicId::read(&id) {
            Some(id) => pages::case(office, id, &filter)?,
            None => None,
        };
        Ok(match page {
            Some(page) => Html(page).into_response(),
            None => Redirect::to("/?missing").into_response(),
        })
    })
    .await
}

async fn preview(
    State(office): Shared,
    Path(id): Path<String>,
    Json(edits): Json<Edits>,
) -> Response {
    at_desk(office, move |office| {
        let Some(id) = PublicId::read(&id) else {
            return Ok(StatusCode::NOT_FOUND.into_response());
        };
        Ok(match answers::preview(office, id, edits)? {
            Ok(view) => Json(view).into_response(),
            Err(refusal) => refused(StatusCode::CONFLICT, refusal),
        })
    })
    .await
}

async fn decide(
    State(office): Shared,
    Path(id): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
    Json(form): Json<Form>,
) -> Response {
    at_desk(office, move |office| {
        let Some(id) = PublicId::read(&id) else {
            return Ok(StatusCode::NOT_FOUND.into_response());
        };
        let filter = Filter::read(&asked);
        Ok(match answers::decide(office, id, form)? {
            Answer::Written => {
                let next = pages::next(office, id, &filter)?;
                Json(json!({ "next": next })).into_response()
            }
            Answer::Overtaken(why) => refused(StatusCode::CONFLICT, why),
            Answer::Refused(why) => refused(StatusCode::UNPROCESSABLE_ENTITY, why),
        })
    })
    .await
}

async fn undo(State(office): Shared, Query(asked): Query<BTreeMap<String, String>>) -> Response {
    at_desk(office, move |office| {
        let filter = Filter::read(&asked);
        let mut desk = office.desk.lock().expect("nobody panics at the desk");
        Ok(match desk.undo()? {
            Some(id) => {
                Json(json!({ "next": format!("/cases/{id}{}", filter.query()) })).into_response()
            }
            None => refused(StatusCode::CONFLICT, "没有可以撤销的决定。"),
        })
    })
    .await
}

async fn photo(State(office): Shared, Path((id, number)): Path<(String, usize)>) -> Response {
    at_desk(office, move |office| {
        let jpeg = match PublicId::read(&id) {
            Some(id) => answers::upright(office, id, number)?,
            None => None,
        };
        Ok(picture(jpeg))
    })
    .await
}

async fn finished(State(office): Shared, Path(file): Path<String>) -> Response {
    let digest = file.strip_suffix(".jpg").unwrap_or_default();
    let photo = office.shelf.by_digest(digest);
    picture(photo.map(|photo| photo.jpeg.clone()))
}

async fn asset(Path(file): Path<String>) -> Response {
    match pages::asset(&file) {
        Some((kind, text)) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn picture(jpeg: Option<Vec<u8>>) -> Response {
    match jpeg {
        Some(jpeg) => ([(header::CONTENT_TYPE, "image/jpeg")], jpeg).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Does what takes disk and pixels away from the thread that listens, after a look at what changed.
async fn at_desk(
    office: Arc<Office>,
    work: impl FnOnce(&Office) -> io::Result<Response> + Send + 'static,
) -> Response {
    let done = tokio::task::spawn_blocking(move || {
        let withdrawn = office
            .desk
            .lock()
            .expect("nobody panics at the desk")
            .refresh()?;
        if withdrawn {
            office.shelf.clear();
        }
        work(&office)
    });
    match done.await {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) => trouble(&error),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn refused(status: StatusCode, why: &str) -> Response {
    (status, Json(json!({ "why": why }))).into_response()
}

/// A disk that fails. The message names a path of this machine and nobody's words.
fn trouble(error: &io::Error) -> Response {
    let why = format!("读写私有文件夹时出错：{error}");
    let mut headers = HeaderMap::new();
    guard::harden(&mut headers);
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        headers,
        Json(json!({ "why": why })),
    )
        .into_response()
}
