namespace LeanRx;

// S30
/// <summary>A message about another file (<c>_lctype</c> −6).</summary>
public sealed record FileMessage : MediaMessage
{
    /// <summary>Creates a message without a file; set <see cref="MediaMessage.Url"/>.</summary>
    public FileMessage()
    {
    }

    /// <summary>Creates a message about the file at an address.</summary>
    /// <remarks>Nothing is fetched or uploaded.</remarks>
    public FileMessage(Uri url) : base(url)
    {
    }

    /// <summary>Creates a message about an uploaded file, with its metadata.</summary>
    public FileMessage(UploadedFile file) : base(file)
    {
    }
}
