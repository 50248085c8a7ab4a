export { sampleEditors, sampleEditorsChat, sampleSubscribers, sampleVisitor } from './people.ts';
export { joinRacks, type Phone, type PhoneEvent, type PhoneMessage, type PhoneRack } from './phone.ts';
export { type SandboxPageOptions, sandboxRoutes } from './routes.tsx';
export { type Sandbox, startSandbox } from './sandbox.ts';
