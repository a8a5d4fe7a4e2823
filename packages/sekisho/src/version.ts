/** The version of Sekisho; a test compares it with the package manifest. */
export const version = "0.1.0";
