namespace LeanRx.Server.Hooks;

/// <summary>What a <see cref="WordFilter"/> does with a message that contains a word of its list.</summary>
public enum WordFilterAction
{
    /// <summary>Replace each character of the words by <c>*</c>.</summary>
    Mask,

    /// <summary>Refuse the message with 4402, or the change of a message with 4405.</summary>
    Refuse,
}
