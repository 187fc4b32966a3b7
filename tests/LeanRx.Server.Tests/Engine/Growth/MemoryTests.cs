namespace LeanRx.Server.Tests;

/// <summary>Tests that measure the memory of the process run alone.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests;
