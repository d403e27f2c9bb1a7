import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * {@code java TrustStore.java PEM STORE}: writes a PKCS#12 store with the certificate authorities
 * that this Java trusts and those of a PEM file, which may be empty or absent. Java itself reads no
 * PEM.
 */
class TrustStore {
  public static void main(String[] arguments) throws Exception {
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init((KeyStore) null);
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    var number = 0;
    for (var authority : ((X509TrustManager) trusted.getTrustManagers()[0]).getAcceptedIssuers())
      store.setCertificateEntry("java-" + number++, authority);
    var file = new File(arguments[0]);
    if (file.exists()) {
      try (var pem = new FileInputStream(file)) {
        for (var authority : CertificateFactory.getInstance("X.509").generateCertificates(pem))
          store.setCertificateEntry("own-" + number++, (X509Certificate) authority);
      }
    }
    try (var out = new FileOutputStream(arguments[1])) {
      store.store(out, "changeit".toCharArray());
    }
  }
}
