namespace LeanRx;

// S21, S22
/// <summary>An image (<c>_lctype</c> −2).</summary>
public sealed record ImageMessage : MediaMessage
{
    /// <summary>Makes a message without a file; set <see cref="MediaMessage.Url"/>.</summary>
    public ImageMessage()
    {
    }

    /// <summary>Makes a message about what is at this address. Nothing is fetched and nothing uploaded.</summary>
    public ImageMessage(Uri url) : base(url)
    {
    }

    /// <summary>Makes a message about a file that was uploaded, with all that is known of it.</summary>
    public ImageMessage(UploadedFile file) : base(file)
    {
    }
}
