/** The course of a number, without axes: 100 wide, 24 high, gaps where nothing was measured. */
export function Sparkline({
  values,
  className,
}: {
  values: readonly (number | null)[];
  className?: string | undefined;
}) {
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return <span className={className} />;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (index: number) => (values.length === 1 ? 50 : (index / (values.length - 1)) * 100);
  const y = (value: number) => (high === low ? 12 : 22 - ((value - low) / (high - low)) * 20);
  let path = '';
  let pen = false;
  values.forEach((value, index) => {
    if (value === null) {
      pen = false;
      return;
    }
    path += `${pen ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = true;
  });
  return (
    <svg className={className} viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
      <path
        d={path}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
    </svg>
  );
}
