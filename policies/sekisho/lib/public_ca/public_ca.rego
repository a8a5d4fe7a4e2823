# METADATA
# title: Public certificate authorities
# description: |
#   Names the organizations whose certificates browsers trust: the owners of the root certificates in Mozilla's store as
#   Node.js 20.20.2 has it (144 roots, read in November 2026), and seven organizations that issue under one of these
#   roots in their own name, as chains of certificates recorded in public show: Gandi, GEANT Vereniging and ZeroSSL
#   (under The USERTRUST Network), ZeroSSL GmbH (under Sectigo), Google Trust Services, Japan Registry Services (under
#   SECOM) and Let's Encrypt (under ISRG). A name that is not here may be a newer CA's.
# related_resources:
#   - https://wiki.mozilla.org/CA/Included_Certificates
#   - https://letsencrypt.org/certificates/
#   - https://bugzilla.mozilla.org/show_bug.cgi?id=1652610
package sekisho.lib.public_ca

import data.sekisho.lib.value

# METADATA
# description: Says whether the name of a CA is that of a public one; of one that is not named here it is not known.
is_public(name) := "true" if {
	is_named(name) == "true"
} else := "unknown"

# METADATA
# description: Says whether the name of a CA is one of those named here.
is_named(name) := "unknown" if {
	value.unknown(name)
} else := "true" if {
	is_string(name)
	lower(name) in names
} else := "false"

# METADATA
# description: Holds the names of public CAs in small letters.
names := {
	"accv",
	"actalis s.p.a./03358520967",
	"affirmtrust",
	"agence nationale de certification electronique",
	"amazon",
	"anf autoridad de certificacion",
	"asseco data systems s.a.",
	"atos",
	"beijing certificate authority",
	"buypass as-983163327",
	"certainly",
	"certsign",
	"certsign sa",
	"china financial certification authority",
	"chunghwa telecom co., ltd.",
	"comodo ca limited",
	"cybertrust japan co., ltd.",
	"d-trust gmbh",
	"deutsche telekom security gmbh",
	"dhimyotis",
	"digicert inc",
	"digicert, inc.",
	"disig a.s.",
	"e-commerce monitoring gmbh",
	"emudhra inc",
	"emudhra technologies limited",
	"entrust, inc.",
	"firmaprofesional sa",
	"fnmt-rcm",
	"gandi",
	"geant vereniging",
	"globalsign",
	"globalsign nv-sa",
	"godaddy.com, inc.",
	"google trust services",
	"google trust services llc",
	"guang dong certificate authority co.,ltd.",
	"hellenic academic and research institutions ca",
	"hellenic academic and research institutions cert. authority",
	"hongkong post",
	"identrust",
	"internet security research group",
	"itruschina co.,ltd.",
	"izenpe s.a.",
	"japan registry services co., ltd.",
	"krajowa izba rozliczeniowa s.a.",
	"let's encrypt",
	"microsec ltd.",
	"microsoft corporation",
	"naver business platform corp.",
	"netlock kft.",
	"oiste foundation",
	"quovadis limited",
	"secom trust systems co.,ltd.",
	"sectigo limited",
	"securetrust corporation",
	"ssl corporation",
	"starfield technologies, inc.",
	"swisssign ag",
	"t-systems enterprise services gmbh",
	"taiwan-ca",
	"telia finland oyj",
	"teliasonera",
	"the usertrust network",
	"trustasia technologies, inc.",
	"trustwave holdings, inc.",
	"turkiye bilimsel ve teknolojik arastirma kurumu - tubitak",
	"unitrust",
	"unizeto technologies s.a.",
	"wisekey",
	"zerossl",
	"zerossl gmbh",
}
