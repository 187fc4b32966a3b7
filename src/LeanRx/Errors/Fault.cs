namespace LeanRx;

/// <summary>
/// Something that went wrong without anybody waiting for it: a frame that could not be read, an observer that threw, a queue that overflowed.
/// </summary>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Message">What happened and what to look at.</param>
/// <param name="Exception">The exception behind it, when there was one.</param>
public sealed record Fault(FaultKind Kind, string Message, Exception? Exception = null);
