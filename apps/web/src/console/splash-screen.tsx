import { Logo } from '../ui/logo.tsx';

/** While the first page loads: the mark alone, so that nothing jumps when the page comes. */
export function SplashScreen() {
  return (
    <div style={{ display: 'grid', placeItems: 'center', height: '100dvh' }}>
      <Logo size={44} />
    </div>
  );
}
