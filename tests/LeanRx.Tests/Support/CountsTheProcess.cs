namespace LeanRx.Tests.Support;

/// <summary>For tests that count what the whole process holds (sockets, timers, memory): they run alone, after the others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CountsTheProcess
{
    public const string Name = "Counts the process";
}
