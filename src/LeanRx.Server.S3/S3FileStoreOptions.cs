namespace LeanRx.Server;

/// <summary>Options of an <see cref="S3FileStore"/>.</summary>
/// <remarks>Immutable; use <c>with</c> to change a copy.</remarks>
public sealed record S3FileStoreOptions
{
    /// <summary>The bucket, which must exist.</summary>
    public required string Bucket { get; init; }

    /// <summary>What the key of every object begins with, so that a bucket can be shared: at most 256 characters without control characters.</summary>
    /// <remarks>It is used as it is: a slash after it makes it a folder.</remarks>
    /// <value>Empty.</value>
    public string Prefix { get; init; } = "";

    /// <summary>Where the service is, if it is not Amazon's: <c>http</c> or <c>https</c>.</summary>
    /// <remarks>The bucket is then named in the path and not in the host, as such services expect it.</remarks>
    /// <value>Null: Amazon's, in <see cref="Region"/>.</value>
    public Uri? Endpoint { get; init; }

    /// <summary>The region, by which requests are signed too.</summary>
    /// <value><c>us-east-1</c>, which services other than Amazon's usually accept.</value>
    public string Region { get; init; } = "us-east-1";

    /// <summary>The id of the access key.</summary>
    /// <value>Null: the keys are found as the AWS SDK finds them, in <c>AWS_ACCESS_KEY_ID</c> and <c>AWS_SECRET_ACCESS_KEY</c>, a profile or the machine's
    /// role.</value>
    public string? AccessKeyId { get; init; }

    /// <summary>The secret of the access key.</summary>
    /// <value>Null, with <see cref="AccessKeyId"/>.</value>
    public string? SecretAccessKey { get; init; }

    /// <summary>How long one answer of the service is waited for, more than zero and at most a day.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Reads options from a URI: <c>s3://BUCKET/PREFIX?endpoint=URL&amp;region=REGION</c>.</summary>
    /// <remarks>Keys are not part of it.</remarks>
    /// <exception cref="FormatException">It is no such URI. The message says what is wrong.</exception>
    public static S3FileStoreOptions Parse(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || parsed.Scheme != "s3" || parsed.Host.Length == 0)
            throw new FormatException("This is no address of a bucket: expects s3://BUCKET/PREFIX?endpoint=URL&region=REGION.");
        if (parsed.UserInfo.Length > 0)
            throw new FormatException("The address of a bucket holds no keys: put them into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
        var options = new S3FileStoreOptions { Bucket = parsed.Host, Prefix = Uri.UnescapeDataString(parsed.AbsolutePath[1..]) };
        foreach (var part in parsed.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split('=', 2) is [var left, var right] ? (left, Uri.UnescapeDataString(right)) : (part, "");
            options = name switch
            {
                "region" => options with { Region = value },
                "endpoint" when Uri.TryCreate(value, UriKind.Absolute, out var endpoint) => options with { Endpoint = endpoint },
                "endpoint" => throw new FormatException($"'{value}' is no endpoint: expects an http or https URL."),
                _ => throw new FormatException($"'{name}' is unknown in the address of a bucket: expects endpoint or region."),
            };
        }
        try
        {
            options.Validate();
        }
        catch (ArgumentException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
        return options;
    }

    /// <summary>Returns where the bucket is, without keys.</summary>
    public override string ToString() =>
        $"s3://{Bucket}/{Prefix}?region={Region}{(Endpoint is null ? "" : $"&endpoint={Uri.EscapeDataString(Endpoint.AbsoluteUri)}")}";

    /// <summary>Throws if an option is out of its range, as <see cref="S3FileStore.Open"/> does.</summary>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it and its bound.</exception>
    public void Validate()
    {
        const int longestPrefix = 256;
        if (Bucket is not { Length: >= 3 and <= 63 } || !Bucket.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_'))
            throw new ArgumentException($"'{Bucket}' is no name of a bucket: expects 3 to 63 letters, digits, '-', '.' and '_'.", nameof(Bucket));
        if (Prefix is not { Length: <= longestPrefix } || Prefix.Any(char.IsControl))
            throw new ArgumentException($"The prefix must have at most {longestPrefix} characters, and no control characters.", nameof(Prefix));
        if (Endpoint is { } endpoint && (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps)))
            throw new ArgumentException($"'{endpoint}' is no endpoint: expects an http or https URL.", nameof(Endpoint));
        if (Endpoint is { UserInfo.Length: > 0 })
            throw new ArgumentException("The endpoint holds no keys: put them into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.", nameof(Endpoint));
        if (Region is not { Length: > 0 and <= 64 } || !Region.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
            throw new ArgumentException($"'{Region}' is no region: expects letters, digits and '-', such as eu-central-1.", nameof(Region));
        if ((AccessKeyId is null) != (SecretAccessKey is null))
            throw new ArgumentException($"{nameof(AccessKeyId)} and {nameof(SecretAccessKey)} belong together: give both or none.", nameof(SecretAccessKey));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Timeout, TimeSpan.FromDays(1));
    }
}
