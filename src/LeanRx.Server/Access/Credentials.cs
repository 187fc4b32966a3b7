namespace LeanRx.Server;

/// <summary>What a REST call presents for authentication.</summary>
[Flags]
public enum Credentials
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The application key alone.</summary>
    /// <remarks>All users have it, so it does not say who calls.</remarks>
    ApplicationKey = 1,

    /// <summary>The application key with the session token of a client: the call is made by this client.</summary>
    SessionToken = 2,

    /// <summary>The application key with a signature that the backend of the application made for one client and one conversation.</summary>
    Signature = 4,

    /// <summary>The master key: the call is made by an operator.</summary>
    MasterKey = 8,
}
