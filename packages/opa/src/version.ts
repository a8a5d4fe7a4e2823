/** Is the version of OPA that this package contains; `go/go.mod` names the same. */
export const OPA_VERSION = "1.22.2";
