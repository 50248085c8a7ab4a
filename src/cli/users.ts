import { loadEnvironment } from '../config/environment.ts';
import { commandLine } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import type { UserRole } from '../database/schema.ts';
import { invitationLink } from '../users/invitation-link.ts';
import {
  addUser,
  giveRole,
  type Invited,
  inviteAgain,
  listUsers,
  shutOut,
  type UserChange,
  type UserReport,
} from '../users/store.ts';
import { userName } from '../users/user.ts';
import { CommandFailure, UsageError } from './failure.ts';
import { type Json, print, table } from './output.ts';
import { withRecord } from './with-record.ts';

const actor = commandLine;

export function add(text: string, options: Json & { role: UserRole }): Promise<void> {
  const name = userName(text);
  if (name === null) {
    throw new UsageError(
      `"${text}" cannot be a name: 2 to 60 letters, not "${commandLine}" and not beginning with feed:`,
    );
  }
  return withRecord(async (db) => {
    const done = await addUser(db, { name, role: options.role, actor });
    if (done.kind === 'already') {
      throw new CommandFailure(`${name} is there already: nashra users invite, role or remove`);
    }
    show(done, name, options);
  });
}

export function invite(name: string, options: Json): Promise<void> {
  return withRecord(async (db) => show(await inviteAgain(db, { name, actor }), name, options));
}

export function list(options: Json): Promise<void> {
  return withRecord(async (db) => showUsers(await listUsers(db), options));
}

export function role(name: string, options: Json & { role: UserRole }): Promise<void> {
  return withRecord((db) => after(db, giveRole(db, { name, role: options.role, actor }), name, options));
}

export function remove(name: string, options: Json): Promise<void> {
  return withRecord((db) => after(db, shutOut(db, { name, actor }), name, options));
}

function show(done: Invited, name: string, options: Json): void {
  if (done.kind !== 'invited') throw nobody(name);
  const { publicUrl, port } = loadEnvironment();
  const link = invitationLink(publicUrl ?? `http://127.0.0.1:${port}`, done.token);
  print({ name: done.name, link, until: done.until }, options, () =>
    [
      `${done.name} chooses a password here, once, until ${done.until.toISOString()}:`,
      link,
      'Hand it over on a way that only they read; whoever opens it first comes in.',
    ].join('\n'),
  );
}

async function after(db: Db, change: Promise<UserChange>, name: string, options: Json): Promise<void> {
  const done = await change;
  if (done === 'unknown') throw nobody(name);
  if (done === 'last') {
    throw new CommandFailure(`${name} is the only chief: nobody could let people in any more; make another one first`);
  }
  showUsers(await listUsers(db), options);
}

const nobody = (name: string) => new CommandFailure(`there is no user ${name} who may come in: nashra users list`);

function showUsers(users: readonly UserReport[], options: Json): void {
  print(users, options, () =>
    users.length === 0
      ? 'no users yet: nashra users add NAME --role chief'
      : table(
          users.map((user) => [
            user.name,
            user.role,
            user.state,
            user.sessions,
            user.seenAt?.toISOString() ?? user.invitedUntil?.toISOString() ?? null,
          ]),
          ['name', 'role', 'state', 'sessions', 'last seen, or invited until'],
        ),
  );
}
