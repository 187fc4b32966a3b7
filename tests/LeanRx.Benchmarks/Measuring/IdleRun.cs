namespace LeanRx.Benchmarks.Measuring;

/// <summary>What a server spends on sockets that are idle.</summary>
/// <param name="KilobytesEach">Resident memory per socket.</param>
/// <param name="MillisecondsPerSecond">Processor time of the server.</param>
sealed record IdleRun(double KilobytesEach, double MillisecondsPerSecond);
