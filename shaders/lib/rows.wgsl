// Rows of a dispatch: `fixedRows`, or `slots` for each row of the run where the program's rows are dynamic.
// The shader's Params begins with these two fields.

struct Run {
  rows: u32,
}
@group(0) @binding(1) var<uniform> run: Run;

fn rowCount() -> u32 {
  return params.fixedRows + params.slots * run.rows;
}
