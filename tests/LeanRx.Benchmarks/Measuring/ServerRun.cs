namespace LeanRx.Benchmarks.Measuring;

/// <summary>What a server did.</summary>
/// <param name="PerSecond">How often, per second.</param>
/// <param name="MicrosecondsEach">Processor time that its process spent each time.</param>
/// <param name="BytesEach">Bytes that its process allocated each time; 0 where nobody asked.</param>
sealed record ServerRun(double PerSecond, double MicrosecondsEach, double BytesEach);
