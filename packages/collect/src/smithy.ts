/**
 * What is used of the library that the clients of AWS are made with.
 *
 * @module
 */
import { makeBuilder } from "@smithy/core/client";
import { getEndpointPlugin } from "@smithy/core/endpoints";
import { NormalizedSchema } from "@smithy/core/schema";

export { getEndpointPlugin, makeBuilder, NormalizedSchema };
