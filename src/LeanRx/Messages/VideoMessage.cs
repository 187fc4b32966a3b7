namespace LeanRx;

// S28, S29
/// <summary>A video message (<c>_lctype</c> −4).</summary>
public sealed record VideoMessage : MediaMessage
{
    /// <summary>Creates a message without a file; set <see cref="MediaMessage.Url"/>.</summary>
    public VideoMessage()
    {
    }

    /// <summary>Creates a message about the file at an address.</summary>
    /// <remarks>Nothing is fetched or uploaded.</remarks>
    public VideoMessage(Uri url) : base(url)
    {
    }

    /// <summary>Creates a message about an uploaded file, with its metadata.</summary>
    public VideoMessage(UploadedFile file) : base(file)
    {
    }
}
