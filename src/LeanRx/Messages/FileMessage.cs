namespace LeanRx;

// S30
/// <summary>Any other file (<c>_lctype</c> −6).</summary>
public sealed record FileMessage : MediaMessage
{
    /// <summary>Makes a message without a file; set <see cref="MediaMessage.Url"/>.</summary>
    public FileMessage()
    {
    }

    /// <summary>Makes a message about what is at this address. Nothing is fetched and nothing uploaded.</summary>
    public FileMessage(Uri url) : base(url)
    {
    }

    /// <summary>Makes a message about a file that was uploaded, with all that is known of it.</summary>
    public FileMessage(UploadedFile file) : base(file)
    {
    }
}
