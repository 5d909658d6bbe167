/// Words of six letters or more that stand in reports, logs and configuration on their own account.
///
/// A password that is one of them would be found in every report, so the final scan leaves it out.
enum CommonWords {
  static let all: Set<String> = Set(text.split(whereSeparator: \.isWhitespace).map(String.init))

  private static let text = """
    absent accept access account accounts action active actual address addresses admin administrator
    agents alarmpoint alias aliases allowed answer answers apache applies archive article asterisk
    authentication authorization backup because before binary boolean browser bundle cannot catalina
    center central certificate certificates changed changeit changeme check checks cipher client
    clients collect collector command common company computer condition config configuration
    configured confirm confirmed connect connected connection consul contact container control
    correct country create created current custom daemon database december default defaults delete
    demo denied detail details development device diagnosis diagnose digest directory disabled
    domain download enable enabled encrypted encryption engine enough entries entries entry error
    errors evidence example examples exception exists expected expire expired expires expires
    explain external failed failure february fields figure filter finger firewall folder follow
    foobar format friday friend generic global google groups handshake healthy hidden history
    holder hostname however https inconclusive information initial input inspect install installed
    instance integration internal internet invalid issuer january jboss jetty keystore keytool
    keystorepassword language lastname launch leader legacy letmein letter library license likely
    linux listen listener listeners listens loaded localhost location logged logger logging login
    machine manager manual march masked master match member memory message messages method middle
    missing modify module moment monday monitor monitoring monkey mother mydomain network never
    nginx nobody normal notice notify november number object october office offline openssl option
    options oracle orange original output overview package padlock parent partner passed passphrase
    passwd password password1 passwords passwort patch people person phrase platform please policy
    possible postgres postgresql prefix present printer private privatekey problem problems process
    product production products profile program project properties property protected protocol
    provider proxies public python qwerty qwertz random reason record redhat refused register
    remedy remote report reports request required resource response restart result return review
    revoked rights ruledout running sample saturday schema script search second secret secrets
    section secure secured security select september serial server servers service services session
    setting settings severity shared should signature signed simple single skipped socket software
    source sources spring standard started status storage stored string student subject success
    summary sunday support suspected symptom symptoms system target targets telephone telephony
    template temporary test1234 testing thread thursday timeout tomcat trusted truststore tuesday
    unchecked unexplained unicode unknown update upgrade usually utility values vendor verify
    version versions virtual warned warning warnings website wednesday welcome welcome1 window
    windows without wizard worker wrapper xagent xmatters
    """
}
