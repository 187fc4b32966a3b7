namespace LeanRx;

// S44
/// <summary>A text (<c>_lctype</c> −1).</summary>
public sealed record TextMessage : TypedMessage
{
    /// <summary>Makes a message without text; set <see cref="TypedMessage.Text"/>.</summary>
    public TextMessage()
    {
    }

    /// <summary>Makes a message with this text.</summary>
    public TextMessage(string text) => Text = text;
}
