namespace LeanRx.Server.Hooks;

/// <summary>A message that is about to be edited or recalled.</summary>
/// <remarks><see cref="HookedMessage.Body"/> is the new body.</remarks>
public sealed record MessageUpdating : HookedMessage
{
    /// <summary>The message id.</summary>
    public required string MessageId { get; init; }

    /// <summary>Whether it would be recalled.</summary>
    /// <remarks>The body of a recall cannot be changed.</remarks>
    public bool IsRecall { get; init; }
}
