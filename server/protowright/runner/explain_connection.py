"""Sentences for calls that did not reach the server, lost it on the way, or had no answer in time."""

from __future__ import annotations

import re

from protowright.runner.explain_tls import explain_hang_up, explain_tls
from protowright.runner.failure import Failure, quoted
from protowright.runner.probe import PATIENCE, Finding, Speech, probe_plain, probe_tls
from protowright.runner.proxy import Proxy

_UNAVAILABLE, _DEADLINE_EXCEEDED = 14, 4
_NO_NAME = re.compile(r"errors resolving|dns resolution failed|name resolution|domain name not found", re.IGNORECASE)
_NOT_CONNECTED = re.compile(
    r"failed to connect|connections? (?:attempt )?(?:timed out|refused)|no route to host|network is unreachable",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"socket closed|connection reset|end of tcp stream|broken pipe|recvmsg|sendmsg|transport closed|ping timeout|"
    r"keepalive|failed parsing http/2|unwrap failed",
    re.IGNORECASE,
)
_PROXY_STATUS = re.compile(r"HTTP proxy returned response code (\d+)")


def explain_connection(failure: Failure) -> str:
    """The sentence for a connection that was not made or did not last; empty when the details tell of neither."""
    connects = _NOT_CONNECTED.search(failure.details) is not None
    if failure.code == _UNAVAILABLE and (connects or _NO_NAME.search(failure.details)):
        proxy = failure.proxy
        return _explain_proxy(proxy, failure) if proxy is not None else _explain_unreached(failure)
    return _explain_broken(failure) if _BROKEN.search(failure.details) else ""


def explain_deadline(failure: Failure) -> str:
    """The sentence for a call that took too long; empty for every other one."""
    if failure.code != _DEADLINE_EXCEEDED:
        return ""
    if failure.timeout is None or failure.duration < failure.timeout * 0.9:
        return f"{failure.where}, or a service behind it, has a shorter time limit than this call: look into its log"
    limit = f"{failure.timeout:g} s"
    if failure.received:
        return (
            f"{_messages(failure.received)} came and no end within {limit}: raise `# @timeout`, unless the stream is one "
            "that never ends"
        )
    return _explain_silence(failure, limit)


def _explain_silence(failure: Failure, limit: str) -> str:
    """No answer in time: from the service, or from the port already."""
    proxy = failure.proxy
    if proxy is not None:
        return (
            f"no end within {limit}: raise `# @timeout`, or find out whether {_named(proxy)} or {failure.where} is slow"
        )
    finding = _probe(failure, min(PATIENCE, max(failure.timeout or 0, 0.2)))
    if finding is not None and (sentence := _explain_port(failure, finding)):
        return sentence
    return f"no end within {limit}: raise `# @timeout`, or find out why {failure.target} is slow"


def _probe(failure: Failure, patience: float = PATIENCE) -> Finding | None:
    place = failure.place
    if place is None:
        return None
    return probe_tls(place, failure.security, patience) if failure.target.tls else probe_plain(place, patience)


def _explain_unreached(failure: Failure) -> str:
    text, where = failure.details.lower(), failure.where
    if _NO_NAME.search(text):
        return f"the host of {where} is unknown: correct the name, or check the network"
    if "no such file or directory" in text:
        return f"there is no socket at {where}: start the service, or correct the path"
    if "permission denied" in text:
        return f"the system does not let this process connect to {where}: check the rights of the socket, or a firewall"
    if "unreachable" in text or "no route to host" in text:
        return f"there is no way to the host of {where}: check the address, the network and the VPN"
    finding = _probe(failure)
    if "connection refused" in text:
        return _explain_refused(failure, finding)
    if failure.target.tls and (sentence := explain_tls(failure, None if finding is None else finding.tls)):
        return sentence
    return (_explain_port(failure, finding) if finding is not None else "") or _explain_unknown(failure)


def _explain_refused(failure: Failure, finding: Finding | None) -> str:
    """Nobody listens; when somebody does, then it is the service that passes on what it met itself."""
    if finding is None or finding.speech is not Speech.HTTP_2:
        return f"nobody listens at {failure.where}: start the service, or correct the address"
    return (
        f"{failure.where} answers, but a service behind it does not: start that one, or look into the log of the first"
    )


def _explain_port(failure: Failure, finding: Finding) -> str:
    """The sentence for what a port speaks in the place of gRPC; empty when it speaks as it should."""
    where, speech = failure.where, finding.speech
    inside = " inside TLS" if finding.tls is not None else ""
    if speech is Speech.NOTHING_THERE:
        return f"nobody listens at {where}: start the service, or correct the address"
    if speech is Speech.NO_ANSWER:
        return f"{where} does not answer: check the address, the network, and the firewalls on the way"
    if speech is Speech.SILENCE:
        return f"{where} takes the connection and then says nothing{inside}: check the port, or start its service anew"
    if speech is Speech.HANG_UP and inside:
        return explain_hang_up(failure)
    if speech is Speech.HANG_UP:
        return f"{where} closed the connection without a word: check the port, or look into the log of its service"
    if speech is Speech.HTTP_1:
        return f"{where} speaks HTTP/1, and gRPC needs HTTP/2: check the port, or the proxy before the service"
    if speech is Speech.TLS:
        return f"{where} speaks TLS: write `grpcs://` in the place of `grpc://`"
    if speech is Speech.OTHER:
        said = f" (it says {quoted(finding.said)})" if finding.said else ""
        return f"{where} does not speak HTTP/2{inside}, which gRPC needs{said}: check the port"
    return f"{where} does not speak TLS: write `grpc://` for plaintext" if failure.target.tls and not inside else ""


def _explain_unknown(failure: Failure) -> str:
    """The connection failed, and a look at the port finds nothing wrong."""
    kind = "TLS" if failure.target.tls else "plaintext"
    return f"the connection to {failure.where} was not made ({kind}): send the call again, and look into the log there"


def _explain_broken(failure: Failure) -> str:
    after = f"after {_messages(failure.received)}" if failure.received else "before an answer came"
    if "failed parsing http/2" in failure.details.lower():
        return (
            f"{failure.where} sent bytes that are no HTTP/2, {after}: check the port and what stands before the service"
        )
    return f"the connection to {failure.where} broke {after}: look into the log there, as the service may have crashed"


def _explain_proxy(proxy: Proxy, failure: Failure) -> str:
    """The way to the server leads through a proxy, and ended there."""
    text, named = failure.details.lower(), _named(proxy)
    refused = _PROXY_STATUS.search(failure.details)
    if refused is not None:
        return _explain_proxy_status(proxy, failure, int(refused[1]))
    if _NO_NAME.search(text):
        return f"the host of {named} is unknown: correct `{proxy.variable}`, or unset it"
    if "connection refused" in text:
        return f"nobody listens at {named}: start it, correct `{proxy.variable}`, or unset it"
    if failure.target.tls and (sentence := explain_tls(failure, None)):
        return sentence
    return (
        f"the connection to {failure.where} broke at {named}: check `{proxy.variable}`, or go around the proxy with "
        "`no_proxy`"
    )


def _explain_proxy_status(proxy: Proxy, failure: Failure, status: int) -> str:
    named, host = _named(proxy), failure.place.host if failure.place is not None else failure.where
    if status == 407:
        return f"{named} wants a password: write it as `{proxy.setting(f'http://user:password@{proxy.address}')}`"
    if status >= 500:
        return f"{named} does not reach {failure.where} (HTTP {status}): check the address, or go around with `no_proxy={host}`"
    return f"{named} does not let calls to {failure.where} through (HTTP {status}): go around it with `no_proxy={host}`"


def _named(proxy: Proxy) -> str:
    return f"the proxy {proxy.address} of `{proxy.variable}`"


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count} messages"
