import type { Right, User } from '../users/user.ts';
import { Page } from './page.tsx';

const whose: Readonly<Record<Right, string>> = {
  publish: 'للمحرّرين ورئاسة التحرير',
  operate: 'لمن يتولّى التشغيل ورئاسة التحرير',
  govern: 'لرئاسة التحرير',
};

/** What those see who may not. */
export function RefusalPage({ user, right }: { readonly user: User; readonly right: Right }) {
  return (
    <Page user={user} title="ليس لكم هنا" here={null}>
      <p class="notice wrong" role="alert">
        هذا {whose[right]}. إن كان من عملكم فاطلبوا من رئاسة التحرير أن تغيّر دوركم.
      </p>
      <p>
        <a href="/console">إلى غرفة التحرير</a>
      </p>
    </Page>
  );
}
