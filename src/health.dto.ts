export class HealthView {
  /** `ok`: the process answers. */
  status!: string;
}

export class ReadinessView extends HealthView {
  /** The day the database is on, in Asia/Shanghai. */
  today!: string;
}
