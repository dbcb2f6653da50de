// Puts a function around the `upgrade` of a row of the route table.
import type { RouteEntry } from "./route.ts";
import type { Upgrade } from "./types.ts";

/**
 * A row whose `upgrade` is wrapped: a value or a getter, as in the table. A getter is for a module that may assign another
 * function, or what is none.
 *
 * @param absent what is wrapped for a row without an `upgrade`; such a row stays as it is by default
 */
export function wrappedRow(
  row: RouteEntry,
  wrap: (upgrade: Upgrade) => Upgrade,
  absent?: Upgrade,
): RouteEntry {
  const own = Object.getOwnPropertyDescriptors(row);
  const property = Object.getOwnPropertyDescriptor(row, "upgrade");
  const wrapped = (upgrade: unknown): unknown => (isUpgrade(upgrade) ? wrap(upgrade) : upgrade);
  if (property === undefined && absent === undefined) return row;
  const upgrade: PropertyDescriptor =
    property?.get === undefined
      ? { enumerable: true, value: wrapped(property === undefined ? absent : row.upgrade) }
      : { enumerable: true, get: () => wrapped(row.upgrade) };
  return Object.defineProperties<RouteEntry>({ ...row }, { ...own, upgrade });
}

function isUpgrade(value: unknown): value is Upgrade {
  return typeof value === "function";
}
