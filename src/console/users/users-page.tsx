import type { UserReport } from '../../users/store.ts';
import { type User, userRoles } from '../../users/user.ts';
import { type Notice, Page } from '../page.tsx';
import { Ago, counted, Moment } from '../time.tsx';
import { rolesAtLength, roleWords } from '../words.ts';
import type { InvitedLink } from './routes.tsx';

export function UsersPage(props: {
  readonly user: User;
  readonly users: readonly UserReport[];
  readonly now: Date;
  readonly zone: string;
  readonly notice?: Notice;
  readonly link?: InvitedLink;
}) {
  const { user, users, now, zone, notice, link } = props;
  return (
    <Page user={user} title="المستخدمون" here="/console/users" notice={notice}>
      {link && (
        <section class="card" role="status">
          <h2>
            رابط <bdi>{link.name}</bdi>
          </h2>
          <p>
            <input class="link" dir="ltr" readonly value={link.link} aria-label="رابط الدعوة" />
          </p>
          <p>
            لمرّة واحدة، حتى <Moment at={link.until} zone={zone} />. لا يظهر ثانية. سلّموه على طريق لا يقرأه غير صاحبه: من
            يفتحه أوّلاً يدخل.
          </p>
        </section>
      )}
      <ul class="rows">
        {users.map((one) => (
          <li class="card row" data-user={one.name}>
            <p class="grow">
              <strong>
                <bdi>{one.name}</bdi>
              </strong>{' '}
              <span class="soft">{roleWords[one.role]}</span>
              <br />
              <UserLine one={one} now={now} zone={zone} />
            </p>
            {one.state !== 'shut out' && <Orders one={one} />}
          </li>
        ))}
      </ul>
      <section class="card">
        <h2>دعوة مستخدم</h2>
        <form method="post" class="fields">
          <label>
            <span>الاسم كما يعرفه الزملاء؛ يظهر بجانب ما يقرّره</span>
            <input name="name" required minlength={2} maxlength={60} autocomplete="off" />
          </label>
          <RoleChoice chosen="editor" />
          <button type="submit" name="order" value="add">
            رابط دعوة
          </button>
        </form>
      </section>
    </Page>
  );
}

function UserLine({ one, now, zone }: { readonly one: UserReport; readonly now: Date; readonly zone: string }) {
  if (one.state === 'shut out') return <span class="soft">لا يدخل. ما قرّره باقٍ باسمه، ودعوته بالاسم نفسه تعيده.</span>;
  if (one.state === 'invited' && one.seenAt === null) {
    return one.invitedUntil === null ? (
      <span class="ill">انتهت دعوته قبل أن يلبّيها</span>
    ) : (
      <span class="wait">
        لم يلبِّ دعوته بعد، وهي حتى <Moment at={one.invitedUntil} zone={zone} />
      </span>
    );
  }
  return one.seenAt === null ? (
    <span class="soft">غير داخل الآن</span>
  ) : (
    <span>
      داخل في {browsers(one.sessions)}، آخر عمله <Ago at={one.seenAt} now={now} zone={zone} />
    </span>
  );
}

const browserForms = { one: 'متصفّح واحد', two: 'متصفّحين', few: 'متصفّحات', many: 'متصفّحاً', other: 'متصفّح' } as const;

const browsers = (sessions: number) => counted(sessions, browserForms);

function Orders({ one }: { readonly one: UserReport }) {
  return (
    <details>
      <summary aria-label={`تغيير ${one.name}`}>تغيير…</summary>
      <form method="post" class="fields">
        <input type="hidden" name="name" value={one.name} />
        <RoleChoice chosen={one.role} />
        <button type="submit" name="order" value="role" class="quiet">
          تغيير الدور
        </button>
      </form>
      <form method="post">
        <input type="hidden" name="name" value={one.name} />
        <button type="submit" name="order" value="invite" class="quiet">
          رابط لكلمة سرّ جديدة
        </button>
      </form>
      <form method="post" class="fields">
        <input type="hidden" name="name" value={one.name} />
        <label class="check">
          <input type="checkbox" name="confirm" value="yes" required />
          <span>نعم، يخرج الآن ولا يدخل بعدها</span>
        </label>
        <button type="submit" name="order" value="remove" class="grave">
          إخراج
        </button>
      </form>
    </details>
  );
}

function RoleChoice({ chosen }: { readonly chosen: string }) {
  return (
    <label>
      <span>الدور</span>
      <select name="role">
        {userRoles.map((role) => (
          <option value={role} selected={role === chosen}>
            {rolesAtLength[role]}
          </option>
        ))}
      </select>
    </label>
  );
}
