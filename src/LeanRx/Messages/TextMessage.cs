namespace LeanRx;

// S44
/// <summary>A text message (<c>_lctype</c> −1).</summary>
public sealed record TextMessage : TypedMessage
{
    /// <summary>Creates a message without text; set <see cref="TypedMessage.Text"/>.</summary>
    public TextMessage()
    {
    }

    /// <summary>Creates a message with a text.</summary>
    public TextMessage(string text) => Text = text;
}
