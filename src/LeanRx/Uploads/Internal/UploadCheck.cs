namespace LeanRx.Uploads.Internal;

/// <summary>Refuses upload options that cannot work.</summary>
internal static class UploadCheck
{
    public static UploadOptions Checked(UploadOptions? options)
    {
        options ??= new UploadOptions();
        if (options.MaxAttempts < 1)
            throw new ArgumentOutOfRangeException(nameof(options), options.MaxAttempts, "MaxAttempts must be at least 1.");
        if (options.ContentType is { } type && !System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(type, out _))
            throw new ArgumentException($"ContentType must be a media type such as image/png; '{type}' is none.", nameof(options));
        return options;
    }
}
