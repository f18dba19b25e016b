//! moto's server with our table in it: the second, independent implementation of what AWS offers.

use super::world::{Running, tool};
use jiayuan_function::{
    network::Network,
    settings::TableSettings,
    store::{Store, remote},
};
use std::{
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

pub(crate) struct Moto {
    pub(crate) address: SocketAddr,
    _process: Running,
}

impl Moto {
    pub(crate) fn start() -> Self {
        let server = tool("JIAYUAN_MOTO", "moto_server of PyPI's moto[server]");
        let address = free_address();
        let process = Command::new(server)
            .args(["--host", "127.0.0.1", "--port", &address.port().to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let moto = Self {
            address,
            _process: Running(process),
        };
        wait_for(address);
        assert!(block_on(moto.store().make_table()).unwrap());
        moto
    }

    /// The table, past everything that stands between it and the function.
    pub(crate) fn store(&self) -> Store {
        let environment = self.environment();
        let get = |name: &str| {
            environment
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.clone())
        };
        remote::store(&TableSettings::read(get).unwrap(), &Network::new(None))
    }

    pub(crate) fn environment(&self) -> Vec<(String, String)> {
        let office = jiayuan_function::seal::Identity::generate();
        let here = format!("http://{}", self.address);
        [
            ("JIAYUAN_SECRET", "0f".repeat(32)),
            ("JIAYUAN_RECIPIENT", office.recipient().to_string()),
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_ACCESS_KEY_ID", "test".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
            ("AWS_ENDPOINT_URL_DYNAMODB", here.clone()),
            ("AWS_ENDPOINT_URL_SECRETS_MANAGER", here.clone()),
            ("AWS_ENDPOINT_URL_SSM", here),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }

    /// The same with some of them changed, or left out if the new value is empty.
    pub(crate) fn environment_with(&self, changes: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut all = self.environment();
        for (name, value) in changes {
            all.retain(|(known, _)| known != name);
            if !value.is_empty() {
                all.push(((*name).to_owned(), (*value).to_owned()));
            }
        }
        all
    }
}

pub(crate) fn pairs(environment: &[(String, String)]) -> Vec<(&str, &str)> {
    environment
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}

pub(crate) fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
}

pub(crate) fn wait_for(address: SocketAddr) {
    let started = Instant::now();
    while TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_err() {
        assert!(
            started.elapsed() < Duration::from_secs(60),
            "nothing answers on {address}"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}
