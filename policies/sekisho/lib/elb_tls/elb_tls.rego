# METADATA
# title: Security policies of load balancers
# description: |
#   The TLS versions of the predefined security policies of application and network load balancers, and those of them
#   that classic load balancers have too. As of 2026-10-07, from the tables "Protocols by policy" of
#   https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html,
#   https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html (2015-05) and
#   https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html. AWS never changes a
#   policy under its name, but adds names: one that is not here is unknown, not old.
package sekisho.lib.elb_tls

import data.sekisho.lib.value

# METADATA
# description: Holds the versions that each security policy negotiates.
versions := {
	"ELBSecurityPolicy-2015-05": {"TLSv1.2", "TLSv1.1", "TLSv1"},
	"ELBSecurityPolicy-2016-08": {"TLSv1.2", "TLSv1.1", "TLSv1"},
	"ELBSecurityPolicy-FS-1-1-2019-08": {"TLSv1.2", "TLSv1.1"},
	"ELBSecurityPolicy-FS-1-2-2019-08": {"TLSv1.2"},
	"ELBSecurityPolicy-FS-1-2-Res-2019-08": {"TLSv1.2"},
	"ELBSecurityPolicy-FS-1-2-Res-2020-10": {"TLSv1.2"},
	"ELBSecurityPolicy-FS-2018-06": {"TLSv1.2", "TLSv1.1", "TLSv1"},
	"ELBSecurityPolicy-TLS-1-1-2017-01": {"TLSv1.2", "TLSv1.1"},
	"ELBSecurityPolicy-TLS-1-2-2017-01": {"TLSv1.2"},
	"ELBSecurityPolicy-TLS-1-2-Ext-2018-06": {"TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-0-2021-06": {"TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1"},
	"ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04": {"TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1"},
	"ELBSecurityPolicy-TLS13-1-0-FIPS-PQ-2025-09": {"TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1"},
	"ELBSecurityPolicy-TLS13-1-0-PQ-2025-09": {"TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1"},
	"ELBSecurityPolicy-TLS13-1-1-2021-06": {"TLSv1.3", "TLSv1.2", "TLSv1.1"},
	"ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04": {"TLSv1.3", "TLSv1.2", "TLSv1.1"},
	"ELBSecurityPolicy-TLS13-1-2-2021-06": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-PQ-2025-09": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-Ext0-RFC9151-FIPS-2023-07": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-2023-04": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-PQ-2025-09": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-Ext1-PQ-2025-09": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-2023-04": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-PQ-2025-09": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-Ext2-PQ-2025-09": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-FIPS-PQ-2025-09": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-PQ-2025-09": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-RFC9151-FIPS-2023-07": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-RFC9151-INTEROP1-FIPS-2023-07": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-RFC9151-INTEROP2-FIPS-2023-07": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-RFC9151-INTEROP3-FIPS-2023-07": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-RFC9151-INTEROP4-FIPS-2023-07": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-Res-2021-06": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09": {"TLSv1.3", "TLSv1.2"},
	"ELBSecurityPolicy-TLS13-1-3-2021-06": {"TLSv1.3"},
	"ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04": {"TLSv1.3"},
	"ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09": {"TLSv1.3"},
	"ELBSecurityPolicy-TLS13-1-3-PQ-2025-09": {"TLSv1.3"},
	"ELBSecurityPolicy-TLS13-1-3-RFC9151-FIPS-2023-07": {"TLSv1.3"},
}

# METADATA
# description: |
#   Is the security policy of an HTTPS or TLS listener that is made without one, other than in the console (describe-
#   ssl-policies.html, "Considerations").
default_policy := "ELBSecurityPolicy-2016-08"

_old_versions := {"TLSv1", "TLSv1.1"}

# METADATA
# description: Holds the security policies that negotiate TLS 1.0 or 1.1.
outdated := {name | some name, spoken in versions; count(spoken & _old_versions) > 0}

# METADATA
# description: Says whether a security policy, by its name, negotiates TLS 1.2 and later only.
modern(name) := "unknown" if {
	value.unknown(name)
} else := "false" if {
	name in outdated
} else := "true" if {
	versions[name]
} else := "unknown"

# METADATA
# description: Writes out the outdated versions of a security policy, in ascending order.
outdated_versions(name) := concat(", ", sort(versions[name] & _old_versions))
