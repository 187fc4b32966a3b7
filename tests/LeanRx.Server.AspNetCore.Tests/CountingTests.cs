namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Tests that count what the process holds run alone: the others hold sockets too.</summary>
[CollectionDefinition(nameof(CountingTests), DisableParallelization = true)]
public sealed class CountingTests;
