import type { DeviceCapture } from "../device-record.ts";
import type { RecordDraft } from "../record-draft.ts";

/** What names a device. */
interface Identity {
  readonly deviceId: string;
  readonly serial: string | null;
}

/** The records that one source tells, before it is known of which devices they are. */
export interface NamedDrafts {
  /** Begins the ids of records of which the source does not say whose they are. */
  readonly label: string;
  readonly devices: readonly RecordDraft[];
}

/**
 * Finds out of which device each record is. A record that only a host name names is of the one device that another source
 * gives that name to; if none does, or several devices bear it, its device is unknown. A host name becomes no id: it may name a
 * person.
 */
export function identify(sources: readonly NamedDrafts[]): readonly (readonly DeviceCapture[])[] {
  const hosts = new Map<string, Identity | null>();
  for (const { devices } of sources) {
    for (const draft of devices) {
      const { deviceId, serial, hostname } = draft.identity();
      if (hostname === null || (deviceId === null && serial === null)) continue;
      const key = hostKey(hostname);
      const found = { deviceId: deviceId ?? "", serial };
      const known = hosts.get(key);
      hosts.set(
        key,
        known === undefined ? found : known !== null && isOneDevice(known, found) ? merged(known, found) : null,
      );
    }
  }
  return sources.map(({ label, devices }) =>
    devices.map((draft, index) => {
      const { deviceId, serial, hostname } = draft.identity();
      const host = deviceId === null && serial === null && hostname !== null ? hosts.get(hostKey(hostname)) : null;
      const unnamed = `${label}-${String(index + 1)}`;
      if (host === undefined || host === null) return draft.finish({ deviceId: deviceId ?? unnamed, serial });
      return draft.finish({ deviceId: host.deviceId === "" ? unnamed : host.deviceId, serial: host.serial });
    }),
  );
}

/** A host name as it is compared: without its domain, and without regard to large and small letters. */
export function hostKey(hostname: string): string {
  return (hostname.split(".")[0] ?? "").toLowerCase();
}

function isOneDevice(one: Identity, other: Identity): boolean {
  if (one.serial !== null && other.serial !== null) return one.serial.toUpperCase() === other.serial.toUpperCase();
  return one.deviceId === other.deviceId;
}

function merged(one: Identity, other: Identity): Identity {
  return { deviceId: one.deviceId === "" ? other.deviceId : one.deviceId, serial: one.serial ?? other.serial };
}
