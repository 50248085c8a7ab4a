import type { User } from '../../users/user.ts';
import { type Notice, Page } from '../page.tsx';
import { rolesAtLength } from '../words.ts';

export function AccountPage(props: {
  readonly user: User;
  readonly notice: Notice | undefined;
  readonly least: number;
}) {
  const { user, notice, least } = props;
  return (
    <Page user={user} title="حسابي" here={null} notice={notice}>
      <section class="card">
        <p>
          <bdi>{user.name}</bdi>. {rolesAtLength[user.role]}.
        </p>
        <form method="post" action="/console/sign-out">
          <button type="submit" class="quiet">
            خروج
          </button>
        </form>
      </section>
      <section class="card">
        <h2>كلمة السرّ</h2>
        <form method="post" action="/console/account/password" class="fields">
          <input type="hidden" name="name" value={user.name} autocomplete="username" />
          <label>
            <span>الحالية</span>
            <input type="password" name="now" required autocomplete="current-password" dir="auto" />
          </label>
          <label>
            <span>الجديدة، {least} حرفاً على الأقلّ</span>
            <input type="password" name="password" required autocomplete="new-password" dir="auto" />
          </label>
          <label>
            <span>الجديدة مرّة ثانية</span>
            <input type="password" name="again" required autocomplete="new-password" dir="auto" />
          </label>
          <button type="submit">تغيير</button>
        </form>
      </section>
      <section class="card">
        <h2>المتصفّحات</h2>
        <form method="post" action="/console/account/sessions">
          <button type="submit" class="quiet">
            خروج من كلّ متصفّح آخر
          </button>
        </form>
      </section>
    </Page>
  );
}
