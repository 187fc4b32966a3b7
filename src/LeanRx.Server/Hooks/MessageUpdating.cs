namespace LeanRx.Server.Hooks;

/// <summary>A message that is about to be edited or recalled. <see cref="HookedMessage.Body"/> is the new body.</summary>
public sealed record MessageUpdating : HookedMessage
{
    /// <summary>The message id.</summary>
    public required string MessageId { get; init; }

    /// <summary>Whether it would be recalled. The body of a recall cannot be changed.</summary>
    public bool IsRecall { get; init; }
}
