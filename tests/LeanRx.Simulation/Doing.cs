namespace LeanRx.Simulation;

/// <summary>Something that somebody did beside sending a message, and what became of it.</summary>
sealed record Doing(Witness Witness, string What, Task Task);
