namespace LeanRx;

// S21, S22
/// <summary>An image message (<c>_lctype</c> −2).</summary>
public sealed record ImageMessage : MediaMessage
{
    /// <summary>Creates a message without a file; set <see cref="MediaMessage.Url"/>.</summary>
    public ImageMessage()
    {
    }

    /// <summary>Creates a message about the file at an address.</summary>
    /// <remarks>Nothing is fetched or uploaded.</remarks>
    public ImageMessage(Uri url) : base(url)
    {
    }

    /// <summary>Creates a message about an uploaded file, with its metadata.</summary>
    public ImageMessage(UploadedFile file) : base(file)
    {
    }
}
