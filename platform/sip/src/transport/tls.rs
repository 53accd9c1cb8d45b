//! Certificates and TLS ends.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::{TlsAcceptor, TlsConnector};

use crate::config::{TlsBind, TlsCertificate};
use crate::error::SipError;

fn bad(error: impl std::fmt::Display) -> SipError {
    SipError::Certificate(error.to_string())
}

/// The provider is named explicitly: two are linked into the binary, and rustls refuses to guess.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

/// The server's side.
pub fn acceptor(bind: &TlsBind) -> Result<TlsAcceptor, SipError> {
    let (chain, key) = match &bind.certificate {
        TlsCertificate::Files { certificate, key } => from_files(certificate, key)?,
        TlsCertificate::SelfMade { names } => self_made(names)?,
    };
    let config = rustls::ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(bad)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(bad)?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

type Chain = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

fn from_files(certificate: &Path, key: &Path) -> Result<Chain, SipError> {
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| bad(format!("{}: {error}", certificate.display())))?;
    if chain.is_empty() {
        return Err(bad(format!("{} holds no certificate", certificate.display())));
    }
    let key =
        PrivateKeyDer::from_pem_file(key).map_err(|error| bad(format!("{}: {error}", key.display())))?;
    Ok((chain, key))
}

fn self_made(names: &[String]) -> Result<Chain, SipError> {
    let made = rcgen::generate_simple_self_signed(names.to_vec()).map_err(bad)?;
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).map_err(bad)?;
    Ok((vec![made.cert.der().clone()], key))
}

/// The client's side and the name to ask for.
pub fn connector(
    bind: Option<&TlsBind>,
    host: &str,
    remote: SocketAddr,
) -> Result<(TlsConnector, ServerName<'static>), SipError> {
    let builder = rustls::ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(bad)?;
    let config = match bind.and_then(|b| b.peer_roots.as_deref()) {
        Some(file) => {
            let mut roots = rustls::RootCertStore::empty();
            for certificate in CertificateDer::pem_file_iter(file).map_err(bad)? {
                roots.add(certificate.map_err(bad)?).map_err(bad)?;
            }
            builder.with_root_certificates(roots).with_no_client_auth()
        }
        None => builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(AnyCertificate(provider())))
            .with_no_client_auth(),
    };
    let name = ServerName::try_from(host.to_owned()).unwrap_or(ServerName::IpAddress(remote.ip().into()));
    Ok((TlsConnector::from(Arc::new(config)), name))
}

/// Accepts any certificate but checks that the peer holds its key: encryption without identity, which is all a phone
/// with a self-made certificate can give.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl rustls::client::danger::ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: rustls::pki_types::UnixTime,
    ) -> Result<rustls::client::danger::ServerCertVerified, rustls::Error> {
        Ok(rustls::client::danger::ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<rustls::SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
