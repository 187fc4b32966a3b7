namespace LeanRx;

// S28, S29
/// <summary>A film (<c>_lctype</c> −4).</summary>
public sealed record VideoMessage : MediaMessage
{
    /// <summary>Makes a message without a file; set <see cref="MediaMessage.Url"/>.</summary>
    public VideoMessage()
    {
    }

    /// <summary>Makes a message about what is at this address. Nothing is fetched and nothing uploaded.</summary>
    public VideoMessage(Uri url) : base(url)
    {
    }

    /// <summary>Makes a message about a file that was uploaded, with all that is known of it.</summary>
    public VideoMessage(UploadedFile file) : base(file)
    {
    }
}
