namespace LeanRx.Benchmarks.Measuring;

/// <summary>One round of fan-out.</summary>
/// <param name="PerSecond">Deliveries per second, from the first send until the last receiver heard the last message.</param>
/// <param name="MicrosecondsEach">Processor time that the server spent per delivery.</param>
sealed record FanRun(double PerSecond, double MicrosecondsEach);
