namespace LeanRx;

// S25, S26
/// <summary>An audio message (<c>_lctype</c> −3).</summary>
public sealed record AudioMessage : MediaMessage
{
    /// <summary>Creates a message without a file; set <see cref="MediaMessage.Url"/>.</summary>
    public AudioMessage()
    {
    }

    /// <summary>Creates a message about the file at an address.</summary>
    /// <remarks>Nothing is fetched or uploaded.</remarks>
    public AudioMessage(Uri url) : base(url)
    {
    }

    /// <summary>Creates a message about an uploaded file, with its metadata.</summary>
    public AudioMessage(UploadedFile file) : base(file)
    {
    }
}
