import type { UserRole } from '../../database/schema.ts';
import type { User } from '../../users/user.ts';
import { PlainPage } from '../page.tsx';
import { rolesAtLength, roleWords } from '../words.ts';

export interface SignInShown {
  readonly wrong: string | null;
  /** Where to go afterwards. */
  readonly to: string;
  readonly name: string;
  /** Whether a password may be typed here at all. */
  readonly safe: boolean;
  readonly anybody: boolean;
  /** Whom one may be in the sandbox, without a password. */
  readonly samples: readonly { readonly name: string; readonly role: UserRole }[];
}

export function SignInPage({ shown: { wrong, to, name, safe, anybody, samples } }: { readonly shown: SignInShown }) {
  return (
    <PlainPage title="غرفة التحرير">
      {samples.length > 0 && (
        <section class="samples">
          <p>هذه نسخة تجربة على هذا الجهاز. ادخلوا بصفة أحد هؤلاء:</p>
          <form method="post" action="/console/sign-in/sample">
            <input type="hidden" name="to" value={to} />
            {samples.map((user) => (
              <button type="submit" name="as" value={user.name} class="quiet">
                {user.name}
                <span class="soft">{roleWords[user.role]}</span>
              </button>
            ))}
          </form>
        </section>
      )}
      {!safe ? (
        <p class="notice wrong" role="alert">
          لا تُكتب كلمة سرّ هنا: بينكم وبين هذه الصفحة طريق غير مشفّر. افتحوها بعنوان https، أو على الجهاز نفسه. يحدّد من
          يتولّى التشغيل عنوانها في <bdi class="code">NASHRA_PUBLIC_URL</bdi>.
        </p>
      ) : !anybody && samples.length === 0 ? (
        <>
          <p>لا مستخدمين بعد. يُدعى أوّلهم من سطر الأوامر:</p>
          <p class="code" dir="ltr">
            nashra users add NAME --role chief
          </p>
        </>
      ) : (
        anybody && (
          <form method="post" action="/console/sign-in" class="fields">
            {wrong !== null && (
              <p class="notice wrong" role="alert">
                {wrong}
              </p>
            )}
            <input type="hidden" name="to" value={to} />
            <label>
              <span>الاسم</span>
              <input name="name" value={name} required maxlength={60} autocomplete="username" autofocus={name === ''} />
            </label>
            <label>
              <span>كلمة السرّ</span>
              <input
                type="password"
                name="password"
                required
                maxlength={1000}
                autocomplete="current-password"
                autofocus={name !== ''}
                dir="auto"
              />
            </label>
            <button type="submit">دخول</button>
            <p class="soft">من نسي كلمة سرّه طلب من رئاسة التحرير رابطاً جديداً.</p>
          </form>
        )
      )}
    </PlainPage>
  );
}

export function JoinPage(props: {
  readonly user: User;
  readonly wrong: string | null;
  readonly safe: boolean;
  readonly least: number;
}) {
  const { user, wrong, safe, least } = props;
  return (
    <PlainPage title="أهلاً بكم في غرفة التحرير">
      <p>
        الاسم: <bdi>{user.name}</bdi>. {rolesAtLength[user.role]}.
      </p>
      {safe ? (
        <form method="post" class="fields">
          {wrong !== null && (
            <p class="notice wrong" role="alert">
              {wrong}
            </p>
          )}
          <input type="hidden" name="name" value={user.name} autocomplete="username" />
          <label>
            <span>اختاروا كلمة سرّ، {least} حرفاً على الأقلّ</span>
            <input type="password" name="password" required autocomplete="new-password" autofocus dir="auto" />
          </label>
          <label>
            <span>مرّة ثانية</span>
            <input type="password" name="again" required autocomplete="new-password" dir="auto" />
          </label>
          <button type="submit">دخول</button>
          <p class="soft">هذا الرابط لمرّة واحدة. من كان داخلاً بهذا الاسم في متصفّح آخر يخرج.</p>
        </form>
      ) : (
        <p class="notice wrong" role="alert">
          لا تُكتب كلمة سرّ هنا: الطريق إلى هذه الصفحة غير مشفّر. افتحوا الرابط بعنوان https، أو على الجهاز نفسه.
        </p>
      )}
    </PlainPage>
  );
}

export function NoInvitationPage() {
  return (
    <PlainPage title="انتهت هذه الدعوة">
      <p>استُعملت، أو مضت أيّامها الثلاثة، أو حلّت محلّها دعوة أحدث. اطلبوا رابطاً جديداً من رئاسة التحرير.</p>
      <p>
        <a href="/console/sign-in">إلى صفحة الدخول</a>
      </p>
    </PlainPage>
  );
}
