#include "codec/chain_verifier.hpp"

namespace counterfoil {

void ChainVerifier::check_version(std::uint64_t version) {
  if (version_ && version <= *version_) find(ChainFault::repeated, next_);
  if (version_ && version > *version_ + 1) find(ChainFault::missing, next_);
  version_ = version;
}

void ChainVerifier::check_behind_anchor(const LinkedHeader& linked) {
  if (linked.header.sequence == chain_.anchor_sequence && linked.link != chain_.anchor) {
    find(ChainFault::broken_link, chain_.anchor_sequence);
  }
}

void ChainVerifier::check_header(const LinkedHeader& linked) {
  const EventHeader& header = linked.header;
  const bool began = next_ > chain_.anchor_sequence + 1;
  const bool first = !any_event_;
  any_event_ = true;
  if (header.sequence <= chain_.anchor_sequence && !began) return check_behind_anchor(linked);
  if (header.sequence < next_) return find(ChainFault::repeated, header.sequence);
  if (header.sequence > chain_.head_sequence) return find(ChainFault::beyond_head, header.sequence);
  if (header.sequence > next_) return find(first ? ChainFault::cut_head : ChainFault::missing, next_);
  if (header.previous != link_) return find(ChainFault::broken_link, header.sequence);
  next_ = header.sequence + 1;
  link_ = linked.link;
}

Result<void> ChainVerifier::check_bodies(const JournalRow& row, const std::vector<LinkedHeader>& headers) {
  if (!row.bodies || headers.empty()) return {};
  const std::uint64_t first = headers.front().header.sequence;
  const auto bodies = read_bodies(*row.bodies);
  if (!bodies && bodies.error().code != errc::document_damaged) return bodies.error();
  if (!bodies || bodies->bodies.size() != headers.size()) {
    find(ChainFault::body_mismatch, first);
    return {};
  }
  for (std::size_t i = 0; i < headers.size(); ++i) {
    const EventHeader& header = headers[i].header;
    const auto digest = body_digest_of(bodies->salt, header.sequence, bodies->bodies[i]);
    if (!digest) return digest.error();
    if (*digest != header.body_digest) find(ChainFault::body_mismatch, header.sequence);
  }
  return {};
}

Result<void> ChainVerifier::add(const JournalRow& row) {
  if (finding_) return {};
  check_version(row.version);
  const auto headers = read_headers(owner_, row);
  if (!headers && headers.error().code != errc::document_damaged) return headers.error();
  if (!headers) {
    find(ChainFault::unreadable, next_);
    return {};
  }
  for (const LinkedHeader& linked : *headers) {
    if (!finding_) check_header(linked);
  }
  return finding_ ? Result<void>() : check_bodies(row, *headers);
}

std::optional<ChainFinding> ChainVerifier::finish() {
  if (next_ <= chain_.head_sequence) find(ChainFault::cut_tail, next_);
  if (link_ != chain_.head) find(ChainFault::head_mismatch, chain_.head_sequence);
  return finding_;
}

std::string sentence_of(const ChainFinding& finding) {
  const std::string event = "event " + std::to_string(finding.sequence);
  switch (finding.fault) {
    case ChainFault::cut_head:
      return "The oldest events are missing, from " + event + " on.";
    case ChainFault::cut_tail:
      return "The newest events are missing, from " + event + " on.";
    case ChainFault::missing:
      return "Events or journal rows are missing, from " + event + " on.";
    case ChainFault::repeated:
      return "At " + event + ", something stands in the journal again or out of order.";
    case ChainFault::broken_link:
      return "The " + event + " does not follow from the one before it.";
    case ChainFault::head_mismatch:
      return "The newest, " + event + ", is not the one that the account names.";
    case ChainFault::beyond_head:
      return "The account does not know " + event + ".";
    case ChainFault::body_mismatch:
      return "The details of " + event + " were changed.";
    case ChainFault::unreadable:
      return "The journal cannot be read at " + event + ".";
  }
  return "The journal is damaged at " + event + ".";
}

}  // namespace counterfoil
