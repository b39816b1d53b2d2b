namespace Init.Core.Tests.Cluster;

/// <summary>Lines as Node 18 to 26 wrote them, byte by byte.</summary>
internal static class Traces
{
    public const string Online = """{"cmd":"NODE_CLUSTER","act":"online","seq":0}""";

    public const string Query = """
        {"cmd":"NODE_CLUSTER","act":"queryServer","index":0,"data":null,"address":null,"port":3000,"addressType":4,"backlog":0,"seq":1}
        """;

    public const string Listening = """
        {"cmd":"NODE_CLUSTER","act":"listening","index":0,"data":null,"address":null,"port":3000,"addressType":4,"backlog":0,"seq":2}
        """;

    public const string Taken = """{"cmd":"NODE_HANDLE_ACK"}""";
    public const string Missed = """{"cmd":"NODE_HANDLE_NACK"}""";
    public const string Accepted = """{"cmd":"NODE_CLUSTER","ack":1,"accepted":true,"seq":3}""";

    public const string Close = """
        {"cmd":"NODE_CLUSTER","act":"close","key":"null:3000:4:undefined:0","seq":4}
        """;

    public const string UnixQuery = """
        {"cmd":"NODE_CLUSTER","act":"queryServer","index":0,"data":null,"address":"/run/p.sock","port":-1,"addressType":-1,"backlog":0,"seq":1}
        """;

    public const string AddressQuery = """
        {"cmd":"NODE_CLUSTER","act":"queryServer","index":0,"data":null,"address":"127.0.0.1","port":3001,"addressType":4,"flags":0,"backlog":0,"seq":2}
        """;

    public const string UdpQuery = """
        {"cmd":"NODE_CLUSTER","act":"queryServer","index":0,"data":null,"address":"127.0.0.1","port":3003,"addressType":"udp4","fd":-1,"flags":0,"seq":4}
        """;

    public const string AnyPortQuery = """
        {"cmd":"NODE_CLUSTER","act":"queryServer","index":1,"data":null,"address":"127.0.0.1","port":0,"addressType":4,"flags":0,"backlog":0,"seq":6}
        """;

    public const string Ipv6OnlyQuery = """
        {"cmd":"NODE_CLUSTER","act":"queryServer","index":0,"data":null,"address":"::1","port":3000,"addressType":6,"flags":1,"backlog":77,"seq":1}
        """;

    public const string DescriptorQuery = """
        {"cmd":"NODE_CLUSTER","act":"queryServer","index":0,"data":null,"address":null,"port":null,"addressType":null,"fd":29,"backlog":0,"seq":1}
        """;

    public const string UdpAnyQuery = """
        {"cmd":"NODE_CLUSTER","act":"queryServer","index":0,"data":null,"address":"0.0.0.0","addressType":"udp4","fd":-1,"flags":4,"seq":1}
        """;

    public const string Leaves = """{"cmd":"NODE_CLUSTER","act":"exitedAfterDisconnect","seq":7}""";

    public const string Handle = """
        {"cmd":"NODE_HANDLE","type":"net.Socket","msg":{"h":1},"key":"4:127.0.0.1:3000"}
        """;

    public static readonly string TicketKeys = $$"""{"ticketKeys":"{{new string('a', 96)}}"}""";

    public static readonly string TlsQuery = $$"""
        {"cmd":"NODE_CLUSTER","act":"queryServer","index":0,"data":{{TicketKeys}},"address":null,"port":8443,"addressType":4,"backlog":false,"seq":1}
        """;

    public static readonly string[] All =
    [
        Online, Query, Listening, Taken, Missed, Accepted, Close, UnixQuery, AddressQuery, UdpQuery, AnyPortQuery,
        Ipv6OnlyQuery, DescriptorQuery, UdpAnyQuery, Leaves, Handle, TlsQuery, "\"ready\"",
        """{"type":"pong","n":7}""", """{"type":"bye","pid":919}""",
    ];
}
