/** A box of the picture. */
export interface GraphNode {
  readonly id: string;
  /** The id of its column: a stage of a pipeline, a zone of a map. */
  readonly column: string;
  /** Boxes that stand below this one and move with it: an unfolded group's jobs. Edges may begin and end at them. */
  readonly members?: readonly string[] | undefined;
}

export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label?: string | undefined;
}

/** What to draw. The columns are kept in their order; an edge may run in any direction, also in a circle. */
export interface Graph {
  readonly columns: readonly string[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Every column has one layer, whatever its nodes depend on; edges inside it run up and down. */
  readonly flat?: boolean | undefined;
}

/** The measures of a picture, in units of its own: what a unit is on the screen is up to the one who draws. */
export interface Sizes {
  readonly nodeWidth: number;
  readonly nodeHeight: number;
  /** Between two layers; edges bend in it. */
  readonly gutter: number;
  /** Between two rows; edges that pass a layer run through it. */
  readonly rowGap: number;
}

/** Where a box is on the grid. Layers count from the left through all columns, rows from the top. */
export interface Place {
  readonly layer: number;
  readonly row: number;
}

/** What a node keeps from one layout to the next: its row as if nothing were unfolded, and the layer in its column that the row is of. */
export interface Seat {
  readonly column: string;
  readonly depth: number;
  readonly row: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The way of an edge. Between its points it changes height only inside gutters, and passes layers on a level where no box
 * is; or it leads straight from a box to the one above or below. So it never runs through one.
 */
export interface Route {
  readonly edge: GraphEdge;
  readonly points: readonly Point[];
  /** True for the straight line to a box above or below. */
  readonly vertical: boolean;
}

export interface ColumnPlace {
  readonly id: string;
  /** Its first layer. */
  readonly layer: number;
  /** How many layers it has; at least one. */
  readonly layers: number;
}

export interface Layout {
  readonly columns: readonly ColumnPlace[];
  /** The ids of the nodes of each layer from the top; members are not among them. */
  readonly layers: readonly (readonly string[])[];
  /** All boxes, members too: layer after layer, each from the top. */
  readonly places: ReadonlyMap<string, Place>;
  /** What a later layout starts from: by id, where nodes are, and by the key of a link, on which rows its line passes layers. */
  readonly seats: ReadonlyMap<string, Seat>;
  readonly passes: ReadonlyMap<string, readonly number[]>;
  readonly routes: readonly Route[];
  readonly height: number;
}
