namespace LeanRx;

// S25, S26
/// <summary>A sound (<c>_lctype</c> −3).</summary>
public sealed record AudioMessage : MediaMessage
{
    /// <summary>Makes a message without a file; set <see cref="MediaMessage.Url"/>.</summary>
    public AudioMessage()
    {
    }

    /// <summary>Makes a message about what is at this address. Nothing is fetched and nothing uploaded.</summary>
    public AudioMessage(Uri url) : base(url)
    {
    }

    /// <summary>Makes a message about a file that was uploaded, with all that is known of it.</summary>
    public AudioMessage(UploadedFile file) : base(file)
    {
    }
}
