#pragma once

#include "git/repository.hpp"
#include "signoff/log/log.hpp"
#include "signoff/log/sieve.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sallyport::signoff {

/// A record file in the tree of a log, with its covers; nothing where it is malformed.
std::optional<LoggedRecord> read_record(const git::Repository& repository,
                                        const core::Oid& log_tree, const git::PathBlob& file);

/// The record of that id in the tree of a log that passes a sieve.
std::optional<LoggedRecord> find_record(const git::Repository& repository, Sieve& sieve,
                                        const core::Oid& log_tree, const std::string& id);

/// Why files may not be added to a log, for those that may not: one lower-case line each. What may
/// are whole records of the keys, the covers that they were signed with, reviewed files as a record
/// in `log_tree` covers them, and marks of a purge.
std::map<git::PathBlob, std::string> faults_of(const git::Repository& repository,
                                               const std::vector<git::PathBlob>& files,
                                               const Keys& keys, const core::Oid& log_tree);

}  // namespace sallyport::signoff
