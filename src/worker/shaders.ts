const files = import.meta.glob<string>('/shaders/**/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Every shader of shaders/, by its path there without the ending: `matmul`, `q4/matvec`. Vite puts them in the bundle. */
export const shaders: Record<string, string> = Object.fromEntries(
  Object.entries(files).map(([path, source]) => [path.slice('/shaders/'.length, -'.wgsl'.length), source]),
);
