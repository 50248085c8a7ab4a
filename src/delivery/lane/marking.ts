import { type RawBuilder, sql } from 'kysely';
import type { Lease } from './lease.ts';

/** Whether messages may leave through a lane: nobody paused it, and this holder's lease is not over. */
export function isOpenAndOurs(lease: Lease): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from lane l
    where l.id = ${lease.laneId} and l.holder = ${lease.holder} and l.lease_until > now() and l.state = 'open')`;
}

/** What of a batch the database marked; it says their places, from 1. */
export function atPlaces<T>(batch: readonly T[], rows: readonly { readonly place: number }[]): Set<T> {
  const marked = new Set<T>();
  for (const { place } of rows) {
    const one = batch[Number(place) - 1];
    if (one !== undefined) marked.add(one);
  }
  return marked;
}
